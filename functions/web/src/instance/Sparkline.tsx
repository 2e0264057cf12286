import type { Point } from './series';

const width = 240;
const height = 40;
const edge = 2;

interface Props {
  lines: Point[][];
  /** Times at which no answer came. */
  marks: number[];
  from: number;
  to: number;
  label: string;
}

/** Values over time; where nothing is known there is no line, and where no answer came a mark below. */
export function Sparkline({ lines, marks, from, to, label }: Props) {
  const most = Math.max(1, ...lines.flat().map((p) => p.value));
  const x = (at: number) => (to > from ? ((at - from) / (to - from)) * (width - edge) + edge / 2 : width - edge / 2);
  const y = (value: number) => height - edge - (value / most) * (height - 2 * edge);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="none" style={{ width: '100%', height }}>
      <line x1={0} x2={width} y1={height - 1} y2={height - 1} stroke="var(--mantine-color-default-border)" />
      {marks.map((at) => <line key={at} x1={x(at)} x2={x(at)} y1={height} y2={height - 10} stroke="var(--mantine-color-red-filled)" strokeWidth={2} vectorEffect="non-scaling-stroke" />)}
      {lines.map((line) => (
        <polyline key={line[0]!.at} points={[...line, ...(line.length === 1 ? line : [])].map((p) => `${x(p.at)},${y(p.value)}`).join(' ')} fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth={2} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
