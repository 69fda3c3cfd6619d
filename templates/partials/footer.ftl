<#ftl output_format="HTML">
<footer class="site-footer">
  <div class="bar">
    <p>${message("footer.text")}</p>
    <ul>
      <li><a href="${root}report/index.html">${message("footer.report")}</a></li>
      <#list [
        {"href": (config.tag_path!"tags") + "/index.html", "label": message("tags.title")},
        {"href": config.feed_file!"feed.xml", "label": message("footer.feed")}
      ]?filter(entry -> published(entry.href)) as entry>
      <li><a href="${root}${entry.href}">${entry.label}</a></li>
      </#list>
    </ul>
  </div>
</footer>
