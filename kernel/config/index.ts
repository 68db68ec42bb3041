export { readConfig, UnusableConfig, type AppsConfig, type Config } from './config.ts';
