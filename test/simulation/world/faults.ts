import { diskError, useDiskFaults } from '../host/database.js';
import { threads } from '../host/scheduler.js';
import type { FaultKind } from './plan.js';
import type { Place, World } from './world.js';

/** Then nothing more is broken on purpose, so that clients come to their end. */
const MAX_FAULTS = 150;
/** A thread runs for so long between two stalls, in milliseconds. */
const RUNS_MS = 5_000;

/** Makes things go wrong until the world is calm. */
export async function runFaults(world: World): Promise<void> {
  const { everyMs, kinds } = world.plan.faults;
  const { random } = world.scheduler;
  failDisks(world);
  for (let happened = 0; happened < MAX_FAULTS && kinds.length > 0; happened += 1) {
    await world.sleep(random.next() * 2 * everyMs);
    if (world.isCalm) return;
    world.figures.faults += 1;
    happen(world, random.pick(kinds), random.pick(world.places));
  }
}

function happen(world: World, kind: FaultKind, place: Place): void {
  const { scheduler, cluster } = world;
  scheduler.note(place.name, `fault: ${kind}`);
  const links = [...(cluster?.links ?? [])].filter(({ client }) => client.process === place.process);
  switch (kind) {
    case 'kill':
    case 'power':
      world.crash(place, kind);
      world.startLater(place, 5_000);
      return;
    case 'stop':
      stop(world, place);
      return;
    case 'stall': {
      const able = place.process?.threads.filter(({ stalledUntil }) => stalledUntil + RUNS_MS < scheduler.now) ?? [];
      const until = scheduler.now + longOrShort(world);
      const [first] = able;
      const stalled = !first ? [] : scheduler.random.chance(0.5) ? able : [scheduler.random.pick(able)];
      for (const thread of stalled) thread.stalledUntil = until;
      return;
    }
    case 'thread': {
      const workers = place.process?.threads.flatMap(({ worker }) => worker ?? []) ?? [];
      if (workers.length > 0) scheduler.random.pick(workers).end(new Error('The thread ran out of memory.'));
      return;
    }
    case 'rebuild':
      if (place.process) threads.run(place.process.main, () => place.instance?.rebuild());
      return;
    case 'cut': {
      const until = scheduler.now + longOrShort(world);
      for (const link of links) link.cutUntil = until;
      return;
    }
    case 'break':
      for (const link of links) link.breakOff();
      return;
    case 'leader':
      cluster?.loseLeader(scheduler.between(10, 20_000));
  }
}

/** Mostly some seconds, now and then so long that a lease ends. */
const longOrShort = ({ scheduler }: World): number =>
  scheduler.between(5, scheduler.random.chance(0.2) ? 200_000 : 20_000);

function stop(world: World, place: Place): void {
  const { instance, process } = place;
  if (!instance || !process) return;
  place.instance = undefined;
  const stop = { place: place.name, began: world.scheduler.now, ended: Infinity };
  world.stops.push(stop);
  threads.run(process.main, () => {
    const ended = (): void => {
      if (!process.isAlive || place.process !== process) return;
      stop.ended = world.scheduler.now;
      place.process = undefined;
      // The disk stays as it is.
      process.exit();
      world.startLater(place, 5_000);
    };
    void instance.stop().then(ended, (error: unknown) => {
      world.scheduler.failure ??= error;
    });
  });
}

/** Writes fail, or the process ends amid them. */
function failDisks(world: World): void {
  const { disk } = world.plan.faults;
  const { random } = world.scheduler;
  const crash = (place: Place): void => {
    world.crash(place, random.pick(['kill', 'power']));
    world.startLater(place, 5_000);
  };
  /** The place of a file that something happens to now. */
  const struck = (file: string): Place | undefined => {
    const place = world.places.find(({ folder }) => file.startsWith(`${folder}/`));
    if (world.isCalm || !place || !random.chance(disk)) return undefined;
    world.figures.faults += 1;
    return place;
  };
  useDiskFaults({
    onWrite: (file) => {
      const place = struck(file);
      if (!place) return;
      if (random.chance(0.5)) crash(place);
      else throw diskError('SQLITE_FULL');
    },
    onCommitted: (file) => {
      const place = struck(file);
      if (!place) return;
      if (random.chance(0.7)) crash(place);
      else throw diskError('SQLITE_IOERR_FSYNC');
    },
  });
}
