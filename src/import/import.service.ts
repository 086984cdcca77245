import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../access/access.service.js';
import { ActorsService } from '../actors/actors.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import { DocumentsService } from '../documents/documents.service.js';
import { NarrativesService } from '../narratives/narratives.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { type ImportReport, ImportTally } from './import-report.js';
import { type CommandHandlers, type LineOptions, type LineReport, runLines } from './line-runner.js';
import { ProjectionPace } from './projection-pace.js';

/** Imports commands from a stream of NDJSON. A rejected line is reported; the others are recorded. */
@Injectable()
export class ImportService {
  private readonly handlers: CommandHandlers;

  constructor(
    actors: ActorsService,
    documents: DocumentsService,
    claims: ClaimsService,
    narratives: NarrativesService,
    policies: PoliciesService,
    @Inject(CurrentReadModel) private readonly readModel: Pick<CurrentReadModel, 'position' | 'waitFor'>,
  ) {
    this.handlers = { actor: actors, document: documents, claim: claims, narrative: narratives, policy: policies };
  }

  /** Records the lines, and yields the outcome of each, in line order. */
  record(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    options: LineOptions = {},
  ): AsyncGenerator<LineReport> {
    return runLines(this.handlers, chunks, principal, options);
  }

  /**
   * Yields reports in line order. Lines that a report counts as recorded are durable. The import waits whenever the read
   * model is too far behind.
   */
  async *import(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    options: LineOptions = {},
  ): AsyncGenerator<ImportReport> {
    const tally = new ImportTally();
    const pace = new ProjectionPace(this.readModel);
    for await (const line of this.record(chunks, principal, options)) {
      const rejection = tally.add(line);
      if (rejection) yield rejection;
      if (tally.isProgressDue) yield { progress: tally.progress };
      if (line.result) await pace.keep(line.result);
    }
    yield { summary: tally.summary };
  }
}
