export type Values = Record<string, string | number>;

/** Puts values into the places of a message: {name}. What has no value stays visible, so that it is noticed. */
export function fill(message: string, values?: Values): string {
  return values ? message.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place)) : message;
}
