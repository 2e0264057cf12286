import { describe, expect, it } from 'vitest';
import { ago, duration, timeSpan } from './time';

describe('duration', () => {
  it.each([
    [0, '0 ms'], [0.4, '0 ms'], [7.6, '8 ms'], [999, '999 ms'], [1234, '1.23 s'], [59_400, '59 s'], [60_000, '1 min'], [61_000, '1 min 1 s'],
    [3_600_000, '1 h'], [5_400_000, '1 h 30 min'], [90_000_000, '1 d 1 h'],
  ])('%d is %s', (ms, text) => expect(duration(ms)).toBe(text));
});

describe('ago', () => {
  const now = new Date('2026-11-28T12:00:00Z');
  it.each([
    ['2026-11-28T12:00:05Z', 'time.ago.s', 0], ['2026-11-28T11:59:58Z', 'time.ago.s', 2], ['2026-11-28T11:58:00Z', 'time.ago.m', 2],
    ['2026-11-28T09:00:00Z', 'time.ago.h', 3], ['2026-11-20T12:00:00Z', 'time.ago.d', 8],
  ])('%s', (from, name, n) => expect(ago(new Date(from), now)).toEqual([name, n]));
});

describe('timeSpan', () => {
  it.each([['00:00:00.0013270', 1.327], ['00:01:02', 62_000], ['1.00:00:00', 86_400_000], ['nonsense', 0]])('%s', (text, ms) => expect(timeSpan(text)).toBeCloseTo(ms, 3));
});
