import { Injectable } from '@nestjs/common';
import type { CurrentReadModel } from '../read-model/current-read-model.js';

/** The moment as of which reads answer, unless they ask for another. */
@Injectable()
export class ReadClock {
  constructor(private readonly current: CurrentReadModel) {}

  /** ISO instant in UTC with milliseconds. Throws a `NoReadModelError`. */
  now(): string {
    return this.current.readModel.present(new Date().toISOString());
  }
}
