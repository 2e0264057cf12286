import type { MeasurementsView } from '../api/types';

/** What was measured at a time (in milliseconds): lag in seconds, and how long the probe took in milliseconds. */
export interface Sample {
  at: number;
  lag: number | null;
  probe: number;
  unanswered: boolean;
}

/** No more of what was seen since this was opened is kept: what is older the service has. */
const kept = 120;

/** Measurements further apart than this (in milliseconds) are not joined: nothing was measured in between. */
export const gap = 90_000;

export function withSample(samples: Sample[], sample: Sample): Sample[] {
  return samples.at(-1)?.at === sample.at ? samples : [...samples, sample].slice(-kept);
}

/** What the service kept, and after it what was seen here. */
export function joined(stored: MeasurementsView | undefined, live: Sample[]): Sample[] {
  const before = (stored?.points ?? []).map((p) => ({ at: Date.parse(p.at), lag: p.lagSeconds, probe: p.probeMilliseconds, unanswered: p.isUnanswered }));
  const end = before.length === 0 ? -Infinity : before.at(-1)!.at + (stored?.spanSeconds ?? 0) * 1000;
  return [...before, ...live.filter((sample) => sample.at >= end)];
}

/**
 * Why the service's measurements do not reach up to the latest probe, as the name of a message; null where they do. A process that does not probe (any more) has none, and
 * several on one machine have the same name.
 */
export function missing(stored: MeasurementsView, probedAt: number): 'charts.none' | 'charts.elsewhere' | 'charts.ended' | null {
  const last = stored.points.at(-1);
  if (last && probedAt - Date.parse(last.at) <= gap) return null;
  if (stored.prober !== '' && stored.prober !== stored.process) return 'charts.elsewhere';
  return last ? 'charts.ended' : 'charts.none';
}

export interface Point {
  at: number;
  value: number;
}

/** Lines through what is known, one after each time of which nothing is. */
export function lines(samples: Sample[], value: (sample: Sample) => number | null): Point[][] {
  const all: Point[][] = [];
  let last = -Infinity;
  for (const sample of samples) {
    const known = value(sample);
    if (known === null) {
      last = -Infinity;
      continue;
    }
    if (sample.at - last > gap) all.push([]);
    all.at(-1)!.push({ at: sample.at, value: known });
    last = sample.at;
  }
  return all;
}
