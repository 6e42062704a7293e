export { createTenant, type NewTenant } from './create.ts';
export {
  type Business,
  type BusinessChange,
  BusinessSettings,
  changeBusiness,
  readBusiness,
} from './settings.ts';
export {
  changeStore,
  createStore,
  listStores,
  type Store,
  type StoreInput,
  storesByCode,
} from './stores.ts';
