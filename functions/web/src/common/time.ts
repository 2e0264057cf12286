import type { MessageName } from '../i18n/en';

/** How long ago, as a message and its number. */
export function ago(from: Date, now: Date): [MessageName, number] {
  const s = Math.max(0, Math.round((now.getTime() - from.getTime()) / 1000));
  if (s < 60) return ['time.ago.s', s];
  if (s < 3600) return ['time.ago.m', Math.floor(s / 60)];
  if (s < 86_400) return ['time.ago.h', Math.floor(s / 3600)];
  return ['time.ago.d', Math.floor(s / 86_400)];
}

/** A length of time in its two largest units; below ten seconds with parts of a second. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return '0 ms';
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  const s = Math.round(milliseconds / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return join(Math.floor(s / 60), 'min', s % 60, 's');
  if (s < 86_400) return join(Math.floor(s / 3600), 'h', Math.floor((s % 3600) / 60), 'min');
  return join(Math.floor(s / 86_400), 'd', Math.floor((s % 86_400) / 3600), 'h');
}

function join(a: number, unitA: string, b: number, unitB: string): string {
  return b === 0 ? `${a} ${unitA}` : `${a} ${unitA} ${b} ${unitB}`;
}

/** Milliseconds of a length of time as .NET writes it: [d.]hh:mm:ss[.fffffff]. */
export function timeSpan(text: string): number {
  const m = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (!m) return 0;
  return ((Number(m[1] ?? 0) * 24 + Number(m[2])) * 3600 + Number(m[3]) * 60 + Number(m[4])) * 1000;
}
