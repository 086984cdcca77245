import { Erasure } from '../../src/erasure/erasure.js';
import type { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import type { MadeRedaction } from '../../src/redactions/redaction.queries.js';

describe('Erasure', () => {
  const made: MadeRedaction[] = [];
  let listener: () => void = () => undefined;
  const current = {
    generation: 1,
    onChange: (called: () => void) => {
      listener = called;
      return () => undefined;
    },
    queries: () => ({
      has: (id: string) => made.some(({ redaction }) => redaction === id),
      last: () => made.at(-1)?.position,
      after: (position: number) => made.filter((each) => each.position > position),
    }),
    readModel: { database: { pragma: () => 0 } },
  } as unknown as CurrentReadModel;
  const project = (redaction: MadeRedaction): void => {
    made.push(redaction);
    listener();
  };

  it('forgets the streams that another instance redacted, and is pending until every copy is removed', async () => {
    const forgotten: string[] = [];
    const dropped: string[] = [];
    const settle: ((isDone: boolean) => void)[] = [];
    let isTried: () => void = () => undefined;
    const log = {
      head: () => {
        forgotten.push('the head was read');
        return Promise.resolve(undefined);
      },
    };
    const erasure = new Erasure(
      log,
      current,
      {
        forget: (stream) => {
          forgotten.push(stream);
          return Promise.resolve();
        },
      },
      (last) => {
        dropped.push(last);
        isTried();
        return new Promise((resolve) => settle.push(resolve));
      },
      () => undefined,
    );
    const tried = (): Promise<void> => new Promise((resolve) => (isTried = resolve));
    erasure.onApplicationBootstrap();
    expect(dropped).toEqual([]);

    let next = tried();
    project({ position: 7, redaction: 'r1', stream: 'webhooks' });
    await next;
    // Otherwise it could read the stream again as it was.
    expect([forgotten, dropped]).toEqual([['the head was read', 'webhooks'], ['r1']]);
    expect(erasure.status('r1')).toEqual({ log: 'masked', readModel: 'erased', copies: 'pending' });

    // Something couldn't be removed: it is tried again.
    next = tried();
    settle.shift()?.(false);
    await next;
    expect(erasure.status('r1').copies).toBe('pending');
    settle.shift()?.(true);
    expect(await erasure.settled('r1', 10_000)).toMatchObject({ copies: 'erased' });

    // Only what is new is forgotten then.
    next = tried();
    project({ position: 9, redaction: 'r2', stream: 'claim-talks' });
    await next;
    expect(forgotten.slice(-1)).toEqual(['claim-talks']);
    expect(dropped).toEqual(['r1', 'r1', 'r2']);
    expect(erasure.status('r1').copies).toBe('pending');
    settle.shift()?.(true);
    expect(await erasure.settled('r2', 10_000)).toMatchObject({ copies: 'erased' });
    await erasure.onModuleDestroy();
  });
});
