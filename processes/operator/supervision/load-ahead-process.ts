import '@allmende/process-wiring';

const file = process.argv[2] ?? '';
const endAlone = () => process.exit(0);
process.once('disconnect', endAlone);
const env = await new Promise<Readonly<Record<string, string>>>((resolve) => { process.once('message', (message) => resolve(message as Readonly<Record<string, string>>)); });
Object.assign(process.env, env);
await import(file);
// From here on the program has its own way of ending with us.
process.off('disconnect', endAlone);
