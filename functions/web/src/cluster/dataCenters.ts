const hues = ['#1c7ed6', '#e8590c', '#2f9e44', '#9c36b5', '#c2255c', '#0c8599', '#f08c00', '#5f3dc4', '#66a80f', '#868e96'];

/** A colour for each data centre; by their order, so that the same cluster always has the same. */
export function dataCenterColors(names: string[]): Map<string, string> {
  return new Map([...new Set(names)].filter(Boolean).sort().map((name, i) => [name, hues[i % hues.length]!]));
}
