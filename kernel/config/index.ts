export { readConfig, UnusableConfig, type AppsConfig, type Config, type KubernetesConfig } from './config.ts';
