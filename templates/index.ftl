<#ftl output_format="HTML">
<#import "partials/layout.ftl" as layout>
<#import "partials/models.ftl" as models>
<@layout.page path="index.html" current="home">
<div class="hero">
  <div class="hero-text">
    <h1>Pages with a model inside</h1>
    <p class="lead">Write Markdown, add an ONNX model, type <code>mvn generate-site</code>, publish a
    folder of plain files. Your readers run the model in their own browser: without a server, without
    a network once it is there, and without anything they type leaving their device.</p>
    <p class="actions">
      <a class="button" href="${layout.root}demos/sentence-similarity.html">Try the demo</a>
      <a class="button button-quiet" href="${layout.root}posts/a-model-on-your-own-machine.html">How it works</a>
    </p>
  </div>
  <#include "partials/similarity-figure.ftl">
</div>

<#if (ovenbird.models)?has_content>
<section class="band" aria-labelledby="baked">
  <h2 id="baked">What this site carries</h2>
  <#list ovenbird.models as model>
  <@models.facts model/>
  </#list>
  <p><a href="${layout.root}report/index.html">Everything that was baked, with sizes and checks</a></p>
</section>
</#if>

<section aria-labelledby="latest">
  <h2 id="latest">Latest posts</h2>
  <ol class="post-list" reversed>
    <#list published_posts as post>
    <#if post?index == 5><#break></#if>
    <@layout.postItem post/>
    </#list>
  </ol>
  <p><a href="${layout.root}${config.archive_file!"archive.html"}">All posts</a></p>
</section>
</@layout.page>
