import { serverProgram } from '../paths.js';
import { Program } from './program.js';

/** The first deliveries that arrived at one address. */
export interface Arrivals {
  /** From the first byte of the first one to that of the last one. */
  readonly seconds: number;
  /** Of each: from when its event was recorded until its first byte arrived, in milliseconds. */
  readonly delays: readonly number[];
  readonly bodies: readonly string[];
}

/** A receiver of webhooks in a separate process. It never answers at `/dead`. */
export class WebhookSink {
  private constructor(private readonly program: Program) {}

  static async start(): Promise<WebhookSink> {
    return new WebhookSink(await Program.start(serverProgram('webhook-receiver'), []));
  }

  url(path: string): string {
    return `${this.program.firstLine}/${path}`;
  }

  /** Waits until so many have arrived. */
  async arrivals(path: string, count: number): Promise<Arrivals> {
    const response = await fetch(`${this.url(path)}?count=${count}`);
    return (await response.json()) as Arrivals;
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
