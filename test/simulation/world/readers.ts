import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { positionNumber } from '../../../src/event-log/position.js';
import { NoReadModelError } from '../../../src/read-model/current-read-model.js';
import { SimulatedProcess } from '../host/processes.js';
import { threads } from '../host/scheduler.js';
import { expectEqual, expectTrue } from '../checks/expect.js';
import { NoAnswerError, type Place, type World } from './world.js';

/** Reads the feed of events from its beginning, at one instance after the other, and never begins again. */
export class FeedReader {
  readonly ids: string[] = [];
  private cursor: string | undefined;
  private isStopped = false;
  /** The last position that each process could read. */
  private readonly reached = new Map<SimulatedProcess, string>();

  constructor(private readonly world: World) {}

  start(): void {
    const process = new SimulatedProcess('feed reader', this.world.newFolder(), this.world.scheduler);
    threads.run(process.main, () => {
      this.run().catch((error: unknown) => {
        this.world.scheduler.failure ??= error;
      });
    });
  }

  stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    const { world } = this;
    while (!this.isStopped) {
      await world.sleep(world.scheduler.between(20, 2_000));
      const place = world.scheduler.random.pick(world.places);
      try {
        await this.readPage(place);
      } catch (error) {
        if (!(error instanceof NoReadModelError || error instanceof NoAnswerError)) throw error;
      }
    }
  }

  private async readPage(place: Place): Promise<void> {
    const { world, cursor } = this;
    const page = await world.ask(place, 'feed', (instance) => {
      const { position = '' } = instance.served.current;
      const before = this.reached.get(instance.process) ?? '';
      expectTrue(`${place.name} can read as much as before: ${before}, then ${position}`, position >= before);
      this.reached.set(instance.process, position);
      return instance.feed(cursor, world.scheduler.random.between(1, 5));
    });
    this.ids.push(...page.items.map(({ item }) => item.id));
    this.cursor = page.cursor;
  }
}

/**
 * The log has what was recorded at a position, or says that it can't be reached. Once an instance says that it can read
 * the position, it reads that, too.
 */
export async function readBack(world: World, place: Place, position: string, event: string): Promise<void> {
  try {
    await world.ask(place, `read of ${position}`, async (instance) => {
      const found = await instance.log.eventAt(position).catch(unlessUnavailable);
      if (found !== 'unavailable') expectEqual(`what the log has at ${position}`, found?.id, event);
      if (!(await instance.waitFor(position))) return;
      const row = instance.served.current.readModel.events.at(positionNumber(position));
      expectEqual(`what ${place.name} reads at ${position}`, row?.id, event);
    });
  } catch (error) {
    if (!(error instanceof NoReadModelError || error instanceof NoAnswerError)) throw error;
  }
}

function unlessUnavailable(error: unknown): 'unavailable' {
  if (error instanceof LogUnavailableError) return 'unavailable';
  throw error;
}
