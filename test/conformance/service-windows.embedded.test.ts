import { EmbeddedServiceWindows } from '../../src/adapters/embedded/service-windows.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { serviceWindowsSuite } from './service-windows.ts';

serviceWindowsSuite({
  name: 'embedded',
  open: async () => {
    const { db, close } = openTestDatabase();
    return { store: new EmbeddedServiceWindows(db), close };
  },
});
