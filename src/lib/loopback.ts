/** Whether a host, as it is in URLs, is this machine by its name or its address. Other names may lead here, too. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
