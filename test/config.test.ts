import { ConfigError, configFrom } from '../src/config.js';

describe('configFrom(): CLAIM_LEDGER_LOG', () => {
  it('sets the event store, or keeps the log in the folder if empty', () => {
    expect(configFrom({}).eventStore).toBeUndefined();
    expect(configFrom({ CLAIM_LEDGER_LOG: '' }).eventStore).toBeUndefined();
    expect(configFrom({ CLAIM_LEDGER_LOG: 'esdb://localhost?tls=false' }).eventStore).toBe(
      'esdb://localhost?tls=false',
    );
  });

  it.each(['log.sqlite', 'kurrent://u:correct-horse@localhost', 'http://u:correct-horse@localhost'])(
    'rejects %s, which is not a connection string, without printing it',
    (text) => {
      const read = () => configFrom({ CLAIM_LEDGER_LOG: text });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(
        /^CLAIM_LEDGER_LOG must be a connection string that begins with esdb:\/\/, esdb\+discover:\/\/ or kurrentdb:\/\/\.$/,
      );
    },
  );
});
