import { Injectable } from '@nestjs/common';
import type { ReadModel } from '../consumers/read-model.js';

/** The moment as of which reads answer, unless they ask for another. */
@Injectable()
export class Present {
  constructor(private readonly readModel: ReadModel) {}

  /** ISO instant in UTC with milliseconds. */
  now(): string {
    return this.readModel.present(new Date().toISOString());
  }
}
