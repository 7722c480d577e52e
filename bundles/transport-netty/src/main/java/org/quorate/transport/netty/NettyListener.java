package org.quorate.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;
import org.quorate.api.transport.Transport;

/** Accepts connections at one address. */
final class NettyListener implements Transport.Listener {
  private final NetworkThreads threads;
  private final Transport.End end;
  private final Consumer<NettyListener> forget;
  private final Tls tls;
  private final Admission admission;
  private final SharedMemory<Peer> memory;
  private final Channel server;

  /**
   * Listens.
   *
   * @param forget told when the listener is closed
   * @throws IOException if the address cannot be listened on
   */
  NettyListener(
      NetworkThreads threads,
      InetSocketAddress address,
      Transport.End end,
      Consumer<NettyListener> forget)
      throws IOException {
    this.threads = threads;
    this.end = end;
    this.forget = forget;
    this.tls = Tls.accepting(end.credentials(), threads.helpers());
    this.admission = new Admission(end.limits());
    this.memory = new SharedMemory<>(end.limits().heldBytesMax());
    ChannelFuture bound =
        threads
            .server(end.limits())
            .handler(new AcceptFailures())
            .childHandler(new Entrance())
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    this.server = bound.channel();
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  @Override
  public void close() {
    forget.accept(this);
    ChannelFuture closed = server.close();
    for (Connection connection : admission.close()) {
      connection.close("listener closed");
    }
    if (!threads.calling()) {
      closed.awaitUninterruptibly();
    }
  }

  /** Where every connection comes in. */
  private final class Entrance extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      Connection connection = new Connection(channel, true, end.limits(), memory, new Guest());
      String refusal = admission.arrive(connection);
      if (refusal != null) {
        end.handler().refused(connection.remoteAddress(), refusal);
        var unused = channel.close(); // nothing waits for its end
        return;
      }
      ChannelPipeline pipeline = channel.pipeline();
      pipeline.addLast(tls.newHandler(channel.alloc()), connection);
    }
  }

  /** One connection's owner. */
  private final class Guest implements Connection.Owner {
    private @Nullable AcceptedLink link;

    @Override
    public Peer admit(Connection connection, X509Certificate certificate)
        throws AuthenticationException {
      Peer peer = end.authenticator().authenticate(certificate);
      admission.admit(connection, peer);
      return peer;
    }

    @Override
    public void opened(Connection connection, Peer peer) {
      link = new AcceptedLink(connection, peer);
      end.handler().opened(link);
    }

    @Override
    public void received(Connection connection, Bytes frame) {
      if (link != null) {
        end.handler().received(link, frame);
      }
    }

    @Override
    public void closed(Connection connection, String reason) {
      admission.leave(connection);
      if (link != null) {
        end.handler().closed(link, reason);
      }
    }

    @Override
    public void refused(Connection connection, String reason) {
      admission.leave(connection);
      end.handler().refused(connection.remoteAddress(), reason);
    }
  }

  /** Failures to accept, as when the process has no file handle left; Netty then pauses. */
  private final class AcceptFailures extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      end.handler().refused("unknown", "cannot accept: " + Reasons.of(failure));
      context.fireExceptionCaught(failure);
    }
  }
}
