import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { en, type Messages, type MessageName } from './en';
import { zhCN } from './zh-CN';
import { fill, type Values } from './fill';

export type Language = 'en' | 'zh-CN';

const catalogues: Record<Language, Messages> = { en, 'zh-CN': zhCN };
const stored = 'ham4db-language';

export type Translate = (name: MessageName, values?: Values) => string;

interface I18n {
  language: Language;
  choose: (language: Language) => void;
  t: Translate;
}

const Context = createContext<I18n | null>(null);

export function preferred(chosen: string | null, languages: readonly string[]): Language {
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  const first = languages.find((l) => /^(zh|en)\b/i.test(l));
  return first && /^zh/i.test(first) ? 'zh-CN' : 'en';
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => preferred(localStorage.getItem(stored), navigator.languages));
  document.documentElement.lang = language;
  const value = useMemo<I18n>(
    () => ({
      language,
      choose: (next) => {
        localStorage.setItem(stored, next);
        setLanguage(next);
      },
      t: (name, values) => fill(catalogues[language][name], values),
    }),
    [language],
  );
  return <Context value={value}>{children}</Context>;
}

export function useI18n(): I18n {
  const value = use(Context);
  if (!value) throw new Error('I18nProvider is missing');
  return value;
}

export const useT = (): Translate => useI18n().t;
