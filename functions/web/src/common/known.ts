import type { Translate } from '../i18n/I18n';
import { en, type MessageName } from '../i18n/en';

/** What the service calls something, in the reader's language; its own word where there is none for it yet. */
export const known = (kind: 'problem' | 'step', word: string, t: Translate): string => (`${kind}.${word}` in en ? t(`${kind}.${word}` as MessageName) : word);
