import { boundedCache } from '../lib/bounded-cache.js';
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

/** All cached views of one kind together. */
const MAX_BYTES = 8_000_000;

/**
 * Caches present-time views until a row changes or a date passes; until then the same object is returned. The cache
 * affects only speed.
 */
export class ViewCache<View> {
  private readonly views = boundedCache<CachedView<View>>(MAX_BYTES, memorySize);
  private version = -1;

  constructor(private readonly readModel: ReadModel) {}

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
