import type { OnModuleDestroy } from '@nestjs/common';
import type { AccessService, Principal } from './access.service.js';

/** How often the keys of responses that are under way are checked, in milliseconds. */
const CHECK_MS = 1_000;

/**
 * Ends responses that take long, such as live feeds, exports and imports, when the key of their request is revoked or
 * expires. Checks all keys together, by one read of the log at most, so a revocation at any instance is noticed.
 */
export class KeyWatch implements OnModuleDestroy {
  /** Of each principal's key, by its id, what ends the responses. */
  private readonly watched = new Map<string, { readonly principal: Principal; readonly ends: Set<() => void> }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly access: Pick<AccessService, 'isActive'>) {}

  /**
   * Calls `end` once the key isn't valid any longer. Without a principal, there is no key to lose.
   *
   * @returns ends the watch
   */
  watch(principal: Principal | undefined, end: () => void): () => void {
    if (!principal) return () => undefined;
    const { key } = principal;
    const { ends } = this.watched.get(key) ?? { ends: new Set() };
    this.watched.set(key, { principal, ends: ends.add(end) });
    this.schedule();
    return () => {
      if (ends.delete(end) && ends.size === 0) this.watched.delete(key);
    };
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.watched.clear();
  }

  private schedule(): void {
    if (this.timer || this.watched.size === 0) return;
    this.timer = setTimeout(() => {
      void this.checkAll().finally(() => {
        this.timer = undefined;
        this.schedule();
      });
    }, CHECK_MS).unref();
  }

  private async checkAll(): Promise<void> {
    await Promise.all([...this.watched.values()].map((each) => this.check(each.principal, each.ends)));
  }

  private async check(principal: Principal, ends: ReadonlySet<() => void>): Promise<void> {
    try {
      if (await this.access.isActive(principal)) return;
    } catch {
      // The log can't be read: no key can be revoked meanwhile either.
      return;
    }
    for (const end of ends) end();
  }
}
