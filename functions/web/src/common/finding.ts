import type { AnswerView, Finding } from '../api/types';
import type { Translate } from '../i18n/I18n';

/** What a finding says, in a few words: its code's, or what it warns of. */
export const findingText = (f: Pick<Finding, 'code' | 'warnings'>, t: Translate): string =>
  f.code === 'noProblem' && f.warnings.length > 0 ? f.warnings.map((w) => t(`warning.${w}`)).join('; ') : t(`finding.${f.code}`);

/** What is being done about a finding, or why nothing is. */
export const answerText = (a: AnswerView, t: Translate): string => t(`answer.${a.state}`, { reason: a.reason });
