import { BroadcastChannel } from 'node:worker_threads';

/** Announces commits to a log to the other threads of this process. */
export class CommitChannel {
  private readonly channel: BroadcastChannel;

  /** @param onCommit called when another thread, or another log on the same file, has committed */
  constructor(log: string, onCommit: () => void = () => undefined) {
    this.channel = new BroadcastChannel(`event log ${log}`);
    this.channel.onmessage = onCommit;
    this.channel.unref();
  }

  committed(): void {
    this.channel.postMessage(null);
  }

  close(): void {
    this.channel.close();
  }
}
