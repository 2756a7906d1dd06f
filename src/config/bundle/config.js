// The bundle "config": what configuration files import, and the module "sluice:config", which reads one.
import * as dotenv from "./dotenv.js";
import { read } from "./read.js";

const { define } = globalThis.__sluice;

define("drizzle-kit", { defineConfig: (config) => config });
define("dotenv", { ...dotenv, default: dotenv });
define("sluice:config", { read });
