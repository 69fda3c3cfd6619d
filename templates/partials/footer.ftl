<#ftl output_format="HTML">
<footer class="site-footer">
  <div class="bar">
    <p>Baked with Ovenbird. Models on this site run on your device; what you type into them stays there.</p>
    <ul>
      <li><a href="${root}report/index.html">What was baked</a></li>
      <#list [
        {"href": (config.tag_path!"tags") + "/index.html", "label": "Tags"},
        {"href": config.feed_file!"feed.xml", "label": "Feed"}
      ]?filter(entry -> published(entry.href)) as entry>
      <li><a href="${root}${entry.href}">${entry.label}</a></li>
      </#list>
    </ul>
  </div>
</footer>
