// What a screen reader gets of parts of a page, as Chromium gives it to one: tree.mjs FILE SELECTOR…

import { open, withBrowser } from "./browser.mjs";

await withBrowser(async (browser) => {
  const [file, ...selectors] = process.argv.slice(2);
  const page = await open(browser, file, { width: 1280, script: false });
  const session = await page.createCDPSession();
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const { root } = await session.send("DOM.getDocument");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  for (const selector of selectors) {
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    const { node } = await session.send("DOM.describeNode", { nodeId });
    console.log(`# ${selector}`);
    print(nodes.find((found) => found.backendDOMNodeId === node.backendNodeId), 0);
  }

  function print(node, depth) {
    const role = node.role?.value;
    const skipped = node.ignored || role === "InlineTextBox" || role === "generic" || role === "none";
    if (!skipped) {
      const about = ["name", "description"].map((key) => node[key]?.value).filter(Boolean);
      const told = role === "StaticText" || !["RootWebArea"].includes(role) ? about : [];
      const level = node.properties?.find((property) => property.name === "level")?.value.value;
      console.log("  ".repeat(depth) + [role + (level ? ` ${level}` : ""), ...told.map((text) => JSON.stringify(text))].join(" "));
    }
    for (const child of node.childIds ?? []) {
      const below = byId.get(child);
      if (below) print(below, skipped ? depth : depth + 1);
    }
  }
});
