// The bundle "dotenv_config": importing "dotenv/config" is what reads .env.
import { config } from "./dotenv.js";

const path = globalThis.process.env.DOTENV_CONFIG_PATH;
config(path === undefined ? {} : { path });
globalThis.__sluice.define("dotenv/config", {});
