import { AsyncLocalStorage } from 'node:async_hooks';

/** What a span says. Never personal data, keys, or words of a claim: see docs/privacy.md. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** `server`: answers a request. `client`: waits for another server. `internal`: anything else. */
export type SpanKind = 'server' | 'client' | 'internal';

export interface SpanOptions {
  /** Default: `internal`. */
  readonly kind?: SpanKind;
  readonly attributes?: SpanAttributes;
  /**
   * What caused it, in other traces: then it begins a trace of its own, which is sent if one of theirs is. With an empty
   * list, the sampler decides.
   */
  readonly links?: readonly Span[];
  /** When it began, in epoch milliseconds. Default: now. */
  readonly startedAt?: number;
}

/** Something that this process does, with its times and its outcome: a part of a trace. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Replaces attributes of the same names. */
  set(attributes: SpanAttributes): void;
  rename(name: string): void;
  /** @param type what happened, from a closed list: the type of a problem, or the name of an error's class */
  fail(type: string): void;
  /** Points to what it waited for, in another trace. */
  link(other: Span): void;
  /** @param at in epoch milliseconds; default: now */
  end(at?: number): void;
  /** A part of this; undefined if nobody will see it: the trace isn't sampled, has enough parts, or has ended. */
  child(name: string, options?: SpanOptions): Span | undefined;
  /** The headers of W3C Trace Context that make what another server does a part of this. */
  headers(): Readonly<Record<string, string>>;
}

const active = new AsyncLocalStorage<Span>();

/** The span of what runs now; undefined if nothing is traced. */
export const activeSpan = (): Span | undefined => active.getStore();

/** Runs this, and what follows from it, as a part of a span. */
export const within = <Result>(span: Span, run: () => Result): Result => active.run(span, run);

interface WorkOptions extends SpanOptions {
  /** Which errors make it a failure. Default: all. */
  readonly isFailure?: (error: unknown) => boolean;
}

/** Does the work as a part of the span that is active. Without one, it only does the work. */
export function span<Result>(
  name: string,
  work: (own?: Span) => Promise<Result>,
  options?: WorkOptions,
): Promise<Result> {
  const own = active.getStore()?.child(name, options);
  return own ? inSpan(own, work, options) : work();
}

/** Does the work as a part of this span, and ends that. */
export async function inSpan<Result>(
  own: Span,
  work: (own?: Span) => Promise<Result>,
  { isFailure = () => true }: WorkOptions = {},
): Promise<Result> {
  try {
    return await within(own, () => work(own));
  } catch (error) {
    if (isFailure(error)) own.fail(nameOf(error));
    throw error;
  } finally {
    own.end();
  }
}

/** The same items, read as a part of the span that is active. */
export function spanOfItems<Item>(
  name: string,
  items: AsyncIterable<Item>,
  options?: SpanOptions,
): AsyncIterable<Item> {
  const parent = active.getStore();
  return parent ? tracedItems(parent, name, items, options) : items;
}

async function* tracedItems<Item>(
  parent: Span,
  name: string,
  items: AsyncIterable<Item>,
  options?: SpanOptions,
): AsyncGenerator<Item> {
  const own = parent.child(name, options);
  let count = 0;
  try {
    for await (const item of items) {
      count += 1;
      yield item;
    }
  } catch (error) {
    own?.fail(nameOf(error));
    throw error;
  } finally {
    own?.set({ 'claim_ledger.events': count });
    own?.end();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
