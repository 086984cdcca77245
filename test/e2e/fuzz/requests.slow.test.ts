import { fuzzRequests } from './fuzz-requests.js';

describe('many requests to the routes of the OpenAPI document', () => {
  fuzzRequests(Number(process.env['FUZZ'] ?? 20_000));
});
