/** Standard output; once nobody reads it any more, as behind `| head`, all that follows goes nowhere. */
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

  /** Like `write`, and resolves when the reader has taken it: for more than fits into memory. */
  async writeAll(text: string | Uint8Array): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      this.stream.write(text, () => {
        resolve();
      });
    });
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** One value, on a line of its own. */
  json(value: unknown): void {
    this.line(JSON.stringify(value));
  }
}
