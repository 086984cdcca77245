/** Standard output. Once its reader has gone, as with `| head`, further output is discarded. */
export class Output {
  private closed = false;

  constructor(private readonly stream: NodeJS.WritableStream = process.stdout) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.closed = true;
    });
  }

  get isClosed(): boolean {
    return this.closed;
  }

  write(text: string): void {
    if (!this.closed) this.stream.write(text);
  }

  /** Like `write`, with backpressure: resolves when the reader has taken the text. For output that may exceed memory. */
  async writeAll(text: string | Uint8Array): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      this.stream.write(text, () => {
        resolve();
      });
    });
  }

  /** Writes parts with backpressure, until the reader has gone. */
  async copy(parts: AsyncIterable<string | Uint8Array>): Promise<void> {
    for await (const part of parts) {
      await this.writeAll(part);
      if (this.closed) return;
    }
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** One value on one line. */
  json(value: unknown): void {
    this.line(JSON.stringify(value));
  }
}
