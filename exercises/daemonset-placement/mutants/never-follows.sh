# fails: follows
# Both nodes are labelled beforehand; none joins later.
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
sleep 60
kubectl label node worker-1 worker-2 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
sleep 60
