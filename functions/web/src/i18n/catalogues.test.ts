import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { zhCN } from './zh-CN';
import { fill } from './fill';
import { preferred } from './I18n';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('catalogues', () => {
  it('have the same names', () => expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort()));

  it('have no empty message', () => expect(Object.entries<string>({ ...en, ...zhCN }).filter(([, text]) => text.trim() === '')).toEqual([]));

  it('have the same places in each message', () => {
    for (const [name, text] of Object.entries(en)) expect(places(zhCN[name as keyof typeof en]), name).toEqual(places(text));
  });

  it('say every message in Chinese', () => {
    const same = Object.entries(en).filter(([name, text]) => zhCN[name as keyof typeof en] === text && /[a-z]{3}/.test(text));
    expect(same.map(([name]) => name)).toEqual([]);
  });

  it('hold no text of a component', () => {
    const text = sources('src').filter((source) => source.includes('useT()')).flatMap((source) => source.match(/(?:label|title|placeholder|aria-label)="[A-Z][a-z]+[^"]*"|>[A-Z][a-z]+ [a-z]+[^<{]*</g) ?? []);
    expect(text).toEqual([]);
  });
});

describe('fill', () => {
  it('puts values in', () => expect(fill('{a} of {b}', { a: 1, b: '<b>' })).toBe('1 of <b>'));
  it('leaves what has no value', () => expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}'));
  it('takes nothing from prototypes', () => expect(fill('{toString}', Object.create(null) as Record<string, string>)).toBe('{toString}'));
});

describe('preferred', () => {
  it.each([
    [null, ['de', 'zh-TW', 'en'], 'zh-CN'],
    [null, ['en-GB', 'zh'], 'en'],
    [null, ['de'], 'en'],
    [null, [], 'en'],
    ['zh-CN', ['en'], 'zh-CN'],
    ['xx', ['zh'], 'zh-CN'],
  ] as const)('%s %j', (chosen, languages, expected) => expect(preferred(chosen, languages)).toBe(expected));
});
