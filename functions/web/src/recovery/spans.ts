import type { StepView } from '../api/types';

export interface Span {
  left: number;
  width: number;
}

type Timed = Pick<StepView, 'startedAt' | 'endedAt'>;

/** Places of steps on one scale, in per cent. What runs reaches until now; what has no end, and no longer runs, is a point. */
export function spans(steps: Timed[], now: Date | null): Span[] {
  const times = steps.map((s) => {
    const start = Date.parse(s.startedAt);
    return { start, end: s.endedAt ? Date.parse(s.endedAt) : now ? Math.max(start, now.getTime()) : start };
  });
  const first = Math.min(...times.map((x) => x.start));
  const whole = Math.max(...times.map((x) => x.end)) - first || 1;
  return times.map(({ start, end }) => ({ left: ((start - first) / whole) * 99, width: ((end - start) / whole) * 99 }));
}
