import { describe, expect, it } from 'vitest';
import { spans } from './spans';

const at = (s: number) => new Date(1_000_000_000_000 + s * 1000).toISOString();
const step = (from: number, to: number | null) => ({ startedAt: at(from), endedAt: to === null ? null : at(to) });

describe('spans', () => {
  it('puts all on one scale', () => expect(spans([step(0, 5), step(5, 10)], null)).toEqual([{ left: 0, width: 49.5 }, { left: 49.5, width: 49.5 }]));
  it('lets what runs reach until now', () => expect(spans([step(0, null)], new Date(at(10)))[0]).toEqual({ left: 0, width: 99 }));
  it('makes a point of what has no end', () => expect(spans([step(0, 10), step(5, null)], null)[1]).toEqual({ left: 49.5, width: 0 }));
  it('can take nothing', () => expect(spans([], null)).toEqual([]));
});
