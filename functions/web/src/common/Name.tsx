/** Text that comes from elsewhere: a name, a reason, an error. It is shown as it is, keeps its direction to itself, and breaks where it must. */
export function Name({ text, short = false }: { text: string; short?: boolean }) {
  return (
    <bdi className={short ? 'untrusted short' : 'untrusted'} title={short ? text : undefined}>
      {text}
    </bdi>
  );
}
