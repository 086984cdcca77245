import { jest } from '@jest/globals';
import { abortable } from '../../src/lib/abortable.js';

const never = new Promise<never>(() => undefined);

describe('abortable', () => {
  it('resolves and rejects as the promise does', async () => {
    const { signal } = new AbortController();
    const onAbort = jest.fn();
    await expect(abortable(Promise.resolve(1), signal, onAbort)).resolves.toBe(1);
    await expect(abortable(Promise.reject(new Error('broken')), signal, onAbort)).rejects.toThrow('broken');
    expect(onAbort).not.toHaveBeenCalled();
  });

  it('rejects with the reason of the signal, after it has called onAbort once', async () => {
    const stop = new AbortController();
    const onAbort = jest.fn();
    const result = abortable(never, stop.signal, onAbort);
    stop.abort(new Error('left'));
    stop.abort(new Error('left again'));
    await expect(result).rejects.toThrow('left');
    expect(onAbort).toHaveBeenCalledTimes(1);
  });

  it('rejects immediately when the signal was aborted before', async () => {
    const onAbort = jest.fn();
    await expect(abortable(never, AbortSignal.abort(new Error('left')), onAbort)).rejects.toThrow('left');
    expect(onAbort).toHaveBeenCalledTimes(1);
  });

  it('does not call onAbort after the promise has settled', async () => {
    const stop = new AbortController();
    const onAbort = jest.fn();
    await abortable(Promise.resolve(1), stop.signal, onAbort);
    stop.abort();
    expect(onAbort).not.toHaveBeenCalled();
  });
});
