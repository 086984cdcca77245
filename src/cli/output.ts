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

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** One value, on a line of its own. */
  json(value: unknown): void {
    this.line(JSON.stringify(value));
  }
}
