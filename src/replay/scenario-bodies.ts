import { Injectable } from '@nestjs/common';
import { Scenarios } from '../claims/scenario/scenarios.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import type { Scenario } from '../domain/scenario.js';
import { cutOf } from '../http/as-of.js';
import { PositionCheck } from '../http/position-check.js';
import { BadRequestError } from '../http/problem.js';
import type { ScenarioDto } from '../http/scenario-query.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';

/** Reads the scenarios in the bodies of requests. */
@Injectable()
export class ScenarioBodies {
  constructor(
    private readonly scenarios: Scenarios,
    private readonly current: CurrentReadModel,
    private readonly positions: PositionCheck,
  ) {}

  /**
   * The scenario that a field of the body describes. Throws a `CommandRejectedError` that names every invalid field.
   *
   * @param pointer of the field
   * @param now its moment, if it names none
   */
  async read(asked: ScenarioDto, pointer: string, now: string): Promise<Scenario> {
    try {
      if (asked.position !== undefined) await this.positions.require(asked.position, `${pointer.slice(1)}.position`);
      return this.scenarios.checked(asked, cutOf({ now: () => now, readModel: this.current.readModel }, asked) ?? now);
    } catch (error) {
      if (!(error instanceof BadRequestError) || !error.errors) throw error;
      throw new CommandRejectedError(
        error.errors.map((violation) => ({ ...violation, pointer: pointer + violation.pointer })),
      );
    }
  }
}
