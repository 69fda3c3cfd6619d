<#--
  What a benchmark wrote to data/numbers, as a chart with its table, and where it was measured:
  <@measured bench="deliver" name="chat" x="what" y=["ours"] names=["Ours"] title="…" unit="ms"/>. A
  benchmark that was not run yet says how to.
-->
<#macro measured bench name x y names title unit="">
<#if (data.numbers[bench][name].rows)?has_content>
<#local measured = data.numbers[bench][name]>
${chart(measured.rows, x, y, names, title, unit)?no_esc}
<p class="measured"><small>Measured on ${measured.machine.date}: ${measured.machine.processor}, ${measured.machine.cores} cores, load ${measured.machine.load}; ${measured.machine.java}; ONNX Runtime ${measured.machine.onnxRuntime}<#if (measured.browser!"")?has_content>; ${measured.browser?keep_after_last(") ")?keep_before(" Safari")}</#if>.</small></p>
<#else>
<p><em>${title}</em>: not measured yet. <code>mvn -q test-compile exec:exec@bench-${bench} -Dbench.tables=${name}</code> does it.</p>
</#if>
</#macro>
