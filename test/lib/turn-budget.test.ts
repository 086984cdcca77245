import { jest } from '@jest/globals';
import { TurnBudget } from '../../src/lib/turn-budget.js';
import { countTurns, slowDownClock } from '../support/turns.js';

const ITEMS = 50;

async function run(): Promise<void> {
  const turn = new TurnBudget();
  for (let item = 0; item < ITEMS; item += 1) await turn.yieldIfSpent();
}

describe('TurnBudget', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('keeps the turn while there is time left', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(0);
    expect(await countTurns(run)).toBeLessThanOrEqual(1);
  });

  it('yields to others whenever the time is spent', async () => {
    slowDownClock();
    expect(await countTurns(run)).toBeGreaterThanOrEqual(ITEMS);
  });
});
