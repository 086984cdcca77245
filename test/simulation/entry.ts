// First, so that everything after it finds simulated time.
import { realTime } from './host/replaced.js';
import { main } from './main.js';

await main(realTime);
