/**
 * Follows server-sent events while the tab is visible, since a server has a limited number of streams.
 *
 * @param address of the stream, each time that it is opened
 * @param onLost called when the server refuses the stream: it isn't opened again
 * @returns what ends it
 */
export function followWhileVisible(
  address: () => string,
  events: readonly string[],
  onEvent: (event: MessageEvent<string>) => void,
  onLost: () => void = () => undefined,
): () => void {
  let stream: EventSource | undefined;
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  const open = () => {
    if (stream || document.hidden) return;
    const opened = new EventSource(address());
    for (const name of events) opened.addEventListener(name, onEvent);
    // A connection that breaks is opened again by the browser; this one is not.
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED) onLost();
    });
    stream = opened;
  };
  const onVisibility = () => {
    if (document.hidden) close();
    else open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}
