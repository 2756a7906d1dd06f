// The bundle "config": the module "sluice:config", which reads a configuration file.
import { read } from "./read.js";

globalThis.__sluice.define("sluice:config", { read });
