import { type BoundedCache, boundedCache } from '../lib/bounded-cache.js';
import { memorySize } from '../lib/memory-size.js';
import type { ReadModel } from './read-model.js';

/** A view as of some moment, and until when it stays valid if no row changes. */
export interface ExpiringView<View> {
  readonly view: View;
  readonly until: string;
}

interface CachedView<View> extends ExpiringView<View> {
  readonly at: string;
}

/**
 * Caches present-time views until a row changes or a date passes; until then the same object is returned. The cache
 * affects only speed.
 */
export class ViewCache<View> {
  private readonly views: BoundedCache<CachedView<View>>;
  private version = -1;

  /** @param maxBytes of all views together with their keys */
  constructor(
    private readonly readModel: ReadModel,
    maxBytes: number,
  ) {
    this.views = boundedCache<CachedView<View>>(maxBytes, memorySize);
  }

  get(key: string, at: string, make: () => ExpiringView<View>): View;
  get(key: string, at: string, make: () => ExpiringView<View> | undefined): View | undefined;
  get(key: string, at: string, make: () => ExpiringView<View> | undefined): View | undefined {
    const { version } = this.readModel;
    if (version !== this.version) this.views.clear();
    this.version = version;
    const kept = this.views.get(key);
    if (kept && kept.at <= at && at < kept.until) return kept.view;
    const made = make();
    // As of an earlier moment, a row may end between that moment and the next one requested.
    if (made && at >= this.readModel.lastRecordedAt) this.views.set(key, { ...made, at });
    return made?.view;
  }
}
