import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isLoopbackHost } from '../../lib/loopback.js';

/** The time of a name server for the first attempt, in milliseconds; twice as long for the second, the last. */
const FIRST_ATTEMPT_MS = 2_000;
/** How long a name may wait until the system looks it up, in milliseconds. */
const TURN_MS = 15_000;
const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';

/** DNS doesn't have the name, or has no such names, or there is no DNS: the system may know it nevertheless. */
const NOT_IN_DNS = new Set<unknown>(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EFORMERR', 'ECONNREFUSED']);

export interface NameLookupOptions {
  /** Addresses of name servers, with ports. Default: those of the system. */
  readonly servers?: readonly string[];
  /** Looks a name up as the system does, in a thread. */
  readonly system?: (hostname: string) => Promise<readonly LookupAddress[]>;
  readonly firstAttemptMs?: number;
  /** The file of names that precedes DNS. Default: that of the system. */
  readonly hostsFile?: string;
}

/**
 * Finds the addresses of names, so that a name without an answer holds up no other one.
 *
 * A lookup by the system blocks one of the two threads that Node has for lookups, for up to a minute, and nothing ends it.
 * So the name servers are queried first, which takes no thread and some seconds at most. The system looks up what is in its
 * file of hosts, and what DNS doesn't have, such as names of a local network: one at a time, unless they are in that file.
 */
export class NameLookup {
  private readonly running = new Map<string, Promise<readonly LookupAddress[]>>();
  private readonly asking = new Set<Resolver>();
  /** Settles when the system has looked up all names before. */
  private turn: Promise<unknown> = Promise.resolve();
  private readonly servers: readonly string[] | undefined;
  private readonly system: (hostname: string) => Promise<readonly LookupAddress[]>;
  private readonly firstAttemptMs: number;
  private readonly hostsFile: string;

  constructor(options: NameLookupOptions = {}) {
    const { servers, system = systemLookup, firstAttemptMs = FIRST_ATTEMPT_MS, hostsFile = HOSTS_FILE } = options;
    this.servers = servers;
    this.system = system;
    this.firstAttemptMs = firstAttemptMs;
    this.hostsFile = hostsFile;
  }

  /** All addresses of a name. Rejects with an error that has the code of a failed lookup. */
  readonly resolve = (hostname: string): Promise<readonly LookupAddress[]> => {
    const known = this.running.get(hostname);
    if (known) return known;
    const found = this.find(hostname).finally(() => this.running.delete(hostname));
    this.running.set(hostname, found);
    return found;
  };

  /** Stops asking name servers. */
  close(): void {
    for (const resolver of this.asking) resolver.cancel();
  }

  private async find(hostname: string): Promise<readonly LookupAddress[]> {
    if (isLoopbackHost(hostname) || (await isIn(this.hostsFile, hostname))) return this.system(hostname);
    // A name server knows no names of one word, which are completed by the system.
    if (!hostname.includes('.')) return this.inTurn(hostname);
    try {
      return await this.askServers(hostname);
    } catch (error) {
      if (NOT_IN_DNS.has((error as NodeJS.ErrnoException).code)) return this.inTurn(hostname);
      throw error;
    }
  }

  /** Rejects if neither kind of address is found. */
  private async askServers(hostname: string): Promise<readonly LookupAddress[]> {
    const resolver = new Resolver({ timeout: this.firstAttemptMs, tries: 2 });
    if (this.servers) resolver.setServers(this.servers);
    this.asking.add(resolver);
    try {
      const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      const found = answers.flatMap((answer, index) =>
        answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })) : [],
      );
      if (found.length > 0) return found;
      const errors = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
      throw errors.find((error) => !NOT_IN_DNS.has((error as NodeJS.ErrnoException).code)) ?? errors[0];
    } finally {
      this.asking.delete(resolver);
    }
  }

  private inTurn(hostname: string): Promise<readonly LookupAddress[]> {
    const latest = performance.now() + TURN_MS;
    const found = this.turn.then(() => {
      if (performance.now() <= latest) return this.system(hostname);
      throw Object.assign(new Error('Names before it had no answer.'), { code: 'ETIMEOUT' });
    });
    this.turn = found.catch(() => undefined);
    return found;
  }
}

const systemLookup = (hostname: string): Promise<readonly LookupAddress[]> => lookup(hostname, { all: true });

/** Whether a file of hosts has the name. */
async function isIn(hostsFile: string, hostname: string): Promise<boolean> {
  const text = await readFile(hostsFile, 'utf8').catch(() => '');
  const name = hostname.toLowerCase();
  return text.split('\n').some((line) => {
    const [, ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
    return names.includes(name);
  });
}
