const width = 240;
const height = 40;

export function Sparkline({ values, label }: { values: number[]; label: string }) {
  const most = Math.max(1, ...values);
  const last = values.at(-1) ?? 0;
  const points = values.map((v, i) => `${(values.length < 2 ? 1 : i / (values.length - 1)) * width},${height - 2 - (v / most) * (height - 4)}`).join(' ');
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}: ${last.toFixed(1)}`} preserveAspectRatio="none" style={{ width: '100%', height }}>
      <line x1={0} x2={width} y1={height - 1} y2={height - 1} stroke="var(--mantine-color-default-border)" />
      <polyline points={points} fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth={2} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
