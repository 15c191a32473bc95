// Loaded into the Playground's process before its own code: it listens on 127.0.0.1 only, and ends with the bot.
"use strict";

const { Server } = require("node:net");

const HOST = "127.0.0.1";
const listen = Server.prototype.listen;

// Every form of listen() that names a port: https://nodejs.org/api/net.html#serverlisten
Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === "object" && "port" in first) {
    return listen.call(this, { ...first, host: HOST }, ...rest);
  }
  if (typeof first === "number" || typeof first === "string") {
    return listen.call(this, { port: Number(first), host: HOST }, ...rest.filter((each) => typeof each === "function"));
  }
  return listen.call(this, first, ...rest);
};

// The bot holds the other end of this pipe; it closes when the bot ends, however it ends.
process.stdin.on("close", () => process.exit()).resume();
