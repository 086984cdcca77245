import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresKey } from '../../access/access.guard.js';
import { Scenarios } from '../../claims/scenario/scenarios.js';
import { parsePublicPosition } from '../../event-log/public-position.js';
import { optionalBody } from '../../http/command-body.js';
import { cutOf, refuse } from '../../http/as-of.js';
import { answerPage, readQuery } from '../../http/list-query.js';
import { ApiGroup, ApiRoute } from '../../http/openapi.decorators.js';
import { requesterOf } from '../../http/requester.js';
import { Produces } from '../../http/accept.guard.js';
import { chosenForm, JSON_TYPE, ListResponder } from '../../http/list-responder.js';
import { CSV_TYPE, MARKDOWN_TYPE, NDJSON_TYPE } from '../../http/text-form.js';
import { Turns } from '../../http/turns.js';
import { addVary } from '../../http/vary.js';
import type { PageRequest } from '../../read-model/pagination.js';
import { PositionCheck, splitCursor } from '../../http/position-check.js';
import { BadRequestError } from '../../http/problem.js';
import { errorMessage } from '../../lib/error-message.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';
import { isInstant } from '../../domain/recorded-time.js';
import { CurrentReadModel } from '../../read-model/current-read-model.js';
import { validate } from '../../validation/validate.js';
import { scenarioView } from '../replay.views.js';
import { ClaimComparison } from './claim-comparison.js';
import { ComparisonDto, ComparisonQuery } from './comparison.dto.js';
import { comparisonForms } from './comparison-forms.js';
import { ComparisonQueries, pageInTurns, type Side } from './comparison.queries.js';
import type { ComparisonView } from './comparison.views.js';

const REPLAY = 'replay:';

const SIDE = 'a day (2023-04-20), an instant with offset (2023-04-20T10:30Z), a position or replay:<id>';

const TEXTS = [CSV_TYPE, NDJSON_TYPE, MARKDOWN_TYPE] as const;
const TYPES = [JSON_TYPE, ...TEXTS];
const ANSWER = { [JSON_TYPE]: 'ComparisonView', ...Object.fromEntries(TEXTS.map((type) => [type, 'text'])) };

@Controller('v1/comparisons')
@ApiGroup({ tag: 'comparisons', about: 'What differs between two moments, or between replays.' })
export class ComparisonsController {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly scenarios: Scenarios,
    private readonly positions: PositionCheck,
    private readonly claims: ClaimComparison,
    private readonly lists: ListResponder,
    private readonly turns: Turns,
  ) {}

  @Get()
  @ApiRoute({
    summary: 'Compare two moments, or replays',
    description:
      'Lists each claim that is new, changed or gone, with its status and summary on both sides, and what made the difference: between two moments the changes in order, each with a sentence; with a replay the entries that count on one side only.',
    query: ComparisonQuery,
    answer: ANSWER,
    sends: ['Link', 'Content-Disposition', 'Vary'],
  })
  @Produces(...TYPES)
  async compare(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComparisonView | StreamableFile | undefined> {
    const { from, to, limit, cursor, format, narrative, order, only } = readQuery(ComparisonQuery, query);
    for (const [name, text] of Object.entries({ from, to })) {
      if (parsePublicPosition(text)) await this.positions.require(text, name);
    }
    const { own, added } = cursor === undefined ? {} : splitCursor(cursor, '~');
    const now = isInstant(added) ? added : this.current.now();
    // The cursor has the moment of the second side: with that of a replay, instants of the first one can be later.
    const known = to?.startsWith(REPLAY) ? this.current.now() : now;
    const [first, second] = [this.side('from', from, known), this.side('to', to ?? now, now)];
    if (!first.replay && !second.replay && first.asOf > second.asOf) {
      refuse('from', 'not-before', `from (${first.asOf}) is later than to (${second.asOf}).`);
    }
    if (order !== undefined && (first.replay ?? second.replay) !== undefined) {
      refuse(
        'order',
        'not-for-replays',
        'A comparison with a replay is in the order of registration, and takes no order.',
      );
    }
    if (only !== undefined && (first.replay ?? second.replay) !== undefined) {
      refuse('only', 'not-for-replays', 'A comparison with a replay has no changes in between, and takes no only.');
    }
    addVary(reply, 'Accept');
    const read = (page: PageRequest) =>
      this.current.queries(ComparisonQueries).compare(first, second, page, { narrative, order, only });
    const form = chosenForm(request, format, comparisonForms(first, second));
    if (form) return this.lists.all(request, reply, form, { limit, cursor }, (page) => read({ ...page, limit: 1 }));
    const { caller, gone } = requesterOf(request, reply);
    const asked = { cursor: own, ...(limit !== undefined && { limit: Number(limit) }) };
    const { items, next } = await pageInTurns(read, asked, async () => {
      await this.turns.take(caller);
      gone.throwIfAborted();
    });
    // A comparison with the present stays one with the moment of its first page.
    const page = { items, ...(next !== undefined && { next: `${next}~${second.asOf}` }) };
    return { from: viewOf(first), to: viewOf(second), ...answerPage(request, reply, page) };
  }

  @Post()
  @RequiresKey()
  @ApiRoute({
    summary: 'Compare some claims under two scenarios',
    description:
      'Evaluates the claims under both scenarios on demand, without replays, and lists those that are new, changed or gone, with the entries that count on one side only. One request evaluates claims with at most 2,000 entries on each side.',
    body: ComparisonDto,
    answer: ANSWER,
    sends: ['Content-Disposition', 'Vary'],
  })
  @Produces(...TYPES)
  @HttpCode(200)
  async compareClaims(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComparisonView | StreamableFile | undefined> {
    const asked = optionalBody(body);
    validate(ComparisonDto, asked);
    const comparison = await this.claims.compare(asked, requesterOf(request, reply));
    addVary(reply, 'Accept');
    const { from, to, items } = comparison;
    const form = chosenForm(request, undefined, comparisonForms(from, to));
    return form ? this.lists.all(request, reply, form, {}, () => ({ items })) : comparison;
  }

  private side(name: string, text: string, now: string): Side {
    if (text.startsWith(REPLAY)) {
      const id = text.slice(REPLAY.length);
      return this.named(name, () => {
        const scenario = scenarioView(this.scenarios.scenarioOfReplay(id));
        return { asOf: scenario.asOf, replay: id, scenario, reads: this.scenarios.listed({ replay: id }) };
      });
    }
    const cut = parsePublicPosition(text) ? { position: text } : { asOf: text };
    if ('asOf' in cut) {
      try {
        parseDayOrInstant(text);
      } catch (error) {
        const why = /^\d{4}/.test(text) ? errorMessage(error) : `"${text}" is not ${SIDE}`;
        refuse(name, 'invalid-time', `${name} can't be read: ${why}.`);
      }
    }
    return this.named(name, () => ({
      asOf: cutOf({ now: () => now, readModel: this.current.readModel }, cut) ?? '',
      reads: this.current,
    }));
  }

  /** Names this parameter in the errors of what is read from it. */
  private named<Result>(name: string, read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadRequestError) || !error.errors) throw error;
      const [{ code, message } = { code: 'invalid', message: error.message }] = error.errors;
      return refuse(name, code, message.replace(/^(?:asOf|replay) /, `${name} `));
    }
  }
}

const viewOf = ({ reads: _reads, ...side }: Side): ComparisonView['from'] => side;
