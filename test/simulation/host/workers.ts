import { EventEmitter, once } from 'node:events';
import { threadCode } from 'simulation:threads';
import { currentProcess, type SimulatedThread } from './processes.js';
import { type Scheduler, threads } from './scheduler.js';

/** One direction of the messages between two threads, which keep their order. */
class Mailbox {
  private at = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly name: string,
    private readonly receiver: SimulatedThread,
    private readonly receive: (message: unknown) => void,
  ) {}

  post(message: unknown): void {
    const { scheduler } = this;
    const copy = structuredClone(message);
    this.at = Math.max(this.at, scheduler.now + scheduler.between(0, 1));
    scheduler.at(
      this.at,
      this.name,
      () => {
        this.receive(copy);
      },
      this.receiver,
    );
  }
}

/** The end of a thread's channel that is inside it. */
class Port extends EventEmitter {
  private readonly waiting: unknown[] = [];

  constructor(
    private readonly outwards: Mailbox,
    private readonly onClose: () => void,
  ) {
    super();
    this.on('newListener', (event) => {
      if (event === 'message') queueMicrotask(this.deliverWaiting);
    });
  }

  postMessage(message: unknown): void {
    this.outwards.post(message);
  }

  /** Messages wait until somebody listens. */
  deliver(message: unknown): void {
    this.waiting.push(message);
    this.deliverWaiting();
  }

  private readonly deliverWaiting = (): void => {
    if (this.listenerCount('message') > 0) for (const message of this.waiting.splice(0)) this.emit('message', message);
  };

  close(): void {
    this.onClose();
  }
}

/** A worker: the code of its file, in a thread of the same process. */
export class SimulatedWorker extends EventEmitter {
  readonly thread: SimulatedThread;
  private readonly inwards: Mailbox;
  private readonly scheduler: Scheduler;
  private readonly owner: SimulatedThread;

  constructor(file: URL, { workerData }: { readonly workerData: unknown }) {
    super();
    const process = currentProcess();
    const owner = threads.getStore();
    if (!process || !owner) throw new Error('Only a process has workers.');
    const name = /([\w-]+)\.worker\.js$/.exec(file.pathname)?.[1] ?? '';
    const run = threadCode[name];
    if (!run) throw new Error(`There is no thread ${name} in a simulation.`);
    const { scheduler } = process;
    this.owner = owner;
    this.scheduler = scheduler;
    this.thread = process.thread(name, this);
    const outwards = new Mailbox(scheduler, `message from ${name}`, owner, (message) => this.emit('message', message));
    const port = new Port(outwards, () => {
      this.end();
    });
    this.inwards = new Mailbox(scheduler, 'message', this.thread, (message) => {
      port.deliver(message);
    });
    const data = structuredClone(workerData);
    scheduler.after(
      scheduler.between(0.5, 20),
      'begins',
      () => {
        run(port, data).catch((error: unknown) => {
          this.end(error);
        });
      },
      this.thread,
    );
  }

  postMessage(message: unknown): void {
    if (this.thread.isAlive) this.inwards.post(message);
  }

  /** Resolves once the thread has ended. */
  async terminate(): Promise<number> {
    if (!this.thread.isAlive) return 0;
    const ended = once(this, 'exit');
    this.end();
    await ended;
    return 1;
  }

  /** Ends the thread, with an error unless it has closed its port. */
  end(error?: unknown): void {
    if (!this.thread.isAlive) return;
    this.scheduler.after(
      0,
      'ends',
      () => {
        this.thread.end();
        const emit = (): void => {
          if (error !== undefined) this.emit('error', error);
          this.emit('exit', error === undefined ? 0 : 1);
        };
        this.scheduler.after(1.5, 'thread has ended', emit, this.owner);
      },
      this.thread,
    );
  }
}
