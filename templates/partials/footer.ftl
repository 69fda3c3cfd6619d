<#ftl output_format="HTML">
<footer class="site-footer">
  <div class="bar">
    <p>Baked with Ovenbird. Models on this site run on your device; what you type into them stays there.</p>
    <ul>
      <li><a href="${root}report/index.html">What was baked</a></li>
      <li><a href="${root}${config.tag_path!"tags"}/index.html">Tags</a></li>
      <li><a href="${root}${config.feed_file!"feed.xml"}">Feed</a></li>
    </ul>
  </div>
</footer>
